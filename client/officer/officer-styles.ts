import { css } from 'lit';

/** The officer's screen: one column, room for the bar of the thumb below it. */
export const officerStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    gap: var(--gap-s);
    max-width: 44rem;
    margin-inline: auto;
    padding: 0 var(--gap-m) calc(2 * var(--thumb-l));
    font-size: var(--glance-m);
  }
  .link {
    position: sticky;
    z-index: 1;
    top: 0;
    display: flex;
    align-items: center;
    gap: var(--gap-s);
    margin: 0 calc(-1 * var(--gap-m));
    padding: var(--gap-s) var(--gap-m);
    background: var(--ground);
    color: var(--ink-quiet);
    font-size: var(--glance-s);
  }
  .lost {
    padding-block: var(--gap-m);
    background: var(--alarm);
    color: var(--alarm-ink);
    font-size: var(--glance-l);
    font-weight: 700;
  }
  .notice {
    display: flex;
    flex-wrap: wrap;
    gap: var(--gap-s);
    align-items: center;
    padding: var(--gap-m);
    border: 2px solid var(--line-strong);
    border-radius: var(--radius);
    background: var(--surface);
  }
  .notice p {
    flex: 1 1 14rem;
  }
  button {
    min-height: var(--thumb);
    font-size: var(--glance-l);
  }
  .start {
    flex-wrap: wrap;
    border: 2px solid var(--accent);
  }
  .start span {
    font-size: var(--glance-m);
    font-weight: 400;
  }
  .nothing {
    padding: 20vh var(--gap-m);
    text-align: center;
    font-size: var(--glance-xl);
  }
  .cover {
    display: grid;
    gap: var(--gap-s);
    place-content: center;
    justify-items: center;
    width: 100%;
    min-height: 65vh;
    font-size: var(--glance-xxl);
  }
  .cover wa-icon {
    font-size: var(--cover-icon);
  }
  .cover span {
    font-size: var(--glance-m);
  }
  nav {
    display: grid;
    gap: var(--gap-s);
  }
  nav button {
    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--gap-s);
    justify-content: start;
    text-align: left;
    font-size: var(--glance-m);
  }
  nav button[aria-pressed='true'] {
    background: var(--accent-wash);
    box-shadow: inset 0 0 0 2px var(--accent);
  }
  .unread {
    color: var(--accent);
    font-weight: 700;
    font-size: var(--glance-s);
  }
  out-acknowledge {
    position: fixed;
    z-index: 2;
    inset: auto 0 0;
    max-width: 44rem;
    margin-inline: auto;
  }
`;
