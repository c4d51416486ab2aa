/** Where the client starts: colours, icons, the shell, and keeping it. */
import './no-eval.js';
import './hand-on.js';
import '@awesome.me/webawesome/dist/styles/themes/default.css';
import '../ui/tokens.css';
import '../ui/icons.js';
import './app.js';
import { keepShell } from './keep-shell.js';
import { guardLetters } from './letter-keys.js';
import { applyLook } from '../ui/look.js';

applyLook();
guardLetters();
keepShell();
