/**
 * The provider sent this window back with an answer, and this is not where somebody asked: the page that did gets it, and
 * this window goes. Imported before the application, which does not start in it.
 */
import { handOn } from '../data/other-window.js';
import { PENDING_UNDER } from '../data/session.js';

const { search } = location;

if (/[?&](code|error)=/.test(search) && sessionStorage.getItem(PENDING_UNDER) === null) {
  // A window that was opened by another has what that one keeps: nothing of it belongs here.
  sessionStorage.clear();
  history.replaceState(null, '', location.pathname);
  document.body.replaceChildren(said());
  handOn(search);
  window.close();
}

function said(): HTMLElement {
  const main = document.createElement('main');
  const link = document.createElement('a');
  link.href = '/';
  link.textContent = 'open Outrider here';
  main.append('Go back to the window in which you asked: this one can be closed. Or ', link, '.');
  return main;
}
