import { css } from 'lit';

/** The officer's screen: one column, room for the bar of the thumb below it. */
export const officerStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    gap: var(--gap-s);
    max-width: 44rem;
    margin-inline: auto;
    padding: 0 var(--gap-m) 110px;
    font-size: 1rem;
  }
  .link {
    position: sticky;
    z-index: 1;
    top: 0;
    display: flex;
    align-items: center;
    gap: 8px;
    margin: 0 calc(-1 * var(--gap-m));
    padding: 6px var(--gap-m);
    background: var(--ground);
    color: var(--ink-quiet);
    font-size: 0.875rem;
  }
  .lost {
    padding-block: 10px;
    background: #ffd24a;
    color: #231a00;
    font-size: 1.0625rem;
    font-weight: 700;
  }
  .notice {
    display: flex;
    flex-wrap: wrap;
    gap: var(--gap-s);
    align-items: center;
    padding: 10px 12px;
    border: 2px solid var(--line-strong);
    border-radius: var(--radius);
    background: var(--surface);
  }
  .notice p {
    flex: 1 1 14rem;
  }
  button {
    min-height: 52px;
    font-size: 1.0625rem;
  }
  .start {
    flex-wrap: wrap;
    border: 2px solid var(--accent);
  }
  .nothing {
    padding: 20vh var(--gap-m);
    text-align: center;
    font-size: 1.25rem;
  }
  .cover {
    display: grid;
    gap: var(--gap-s);
    place-content: center;
    justify-items: center;
    width: 100%;
    min-height: 65vh;
    font-size: 1.5rem;
  }
  .cover wa-icon {
    font-size: 3rem;
  }
  .cover span {
    font-size: 1rem;
  }
  nav {
    display: grid;
    gap: 6px;
  }
  nav button {
    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--gap-s);
    justify-content: start;
    text-align: left;
    font-size: 1rem;
  }
  nav button[aria-pressed='true'] {
    background: var(--accent-wash);
    box-shadow: inset 0 0 0 2px var(--accent);
  }
  .unread {
    color: var(--accent);
    font-weight: 700;
    font-size: 0.875rem;
  }
  out-acknowledge {
    position: fixed;
    z-index: 2;
    inset: auto 0 0;
    max-width: 44rem;
    margin-inline: auto;
  }
`;
