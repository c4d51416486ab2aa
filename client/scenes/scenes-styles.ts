import { css } from 'lit';

/** The door, the list and the stage of `out-scenes`. */
export const scenesStyles = css`
  main {
    min-height: 100dvh;
    color: var(--ink);
    background: var(--ground);
  }
  .door {
    display: grid;
    place-content: center;
    padding: var(--gap-m);
  }
  .door form {
    display: grid;
    gap: var(--gap-m);
    width: min(26rem, calc(100vw - 2rem));
    padding: var(--gap-xl);
  }
  h1 {
    font-size: var(--text-xl);
  }
  .list {
    padding: var(--gap-xl) max(var(--gap-l), calc(50vw - 34rem));
  }
  .tour {
    margin-top: var(--gap-m);
  }
  .list ol {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 20rem), 1fr));
    gap: var(--gap-m);
    margin-top: var(--gap-l);
  }
  .list li {
    display: grid;
  }
  .list li button {
    display: grid;
    gap: var(--gap-xs);
    align-content: start;
    padding: var(--gap-m);
    border: 0;
    background: none;
    text-align: start;
    font-size: var(--text-m);
  }
  .list li button:hover {
    background: var(--accent-wash);
  }
  .list strong {
    font-size: var(--text-l);
  }
  .play {
    display: grid;
    grid-template-rows: minmax(0, 1fr) auto;
    height: 100dvh;
  }
  .stage {
    display: grid;
    grid-auto-flow: column;
    grid-auto-columns: minmax(0, 1fr);
    gap: var(--gap-m);
    min-height: 0;
    padding: var(--gap-s) var(--gap-m) 0;
  }
  .stage.with-phone {
    grid-template-columns: minmax(0, 1fr) minmax(12rem, 24vw);
  }
  figure {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr);
    min-height: 0;
    min-width: 0;
    margin: 0;
  }
  .desk:only-child {
    width: min(100%, (100dvh - 12rem) * 1.6);
    margin-inline: auto;
  }
  figcaption {
    padding-bottom: var(--gap-xs);
    font-weight: 650;
  }
  .screen {
    position: relative;
    min-height: 0;
    overflow: hidden;
  }
  iframe {
    position: absolute;
    inset: 0 auto auto 0;
    transform-origin: top left;
    border: 1px solid var(--line-strong);
    background: var(--surface);
  }
  footer {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: var(--gap-xxs) var(--gap-l);
    align-items: center;
    padding: var(--gap-m);
    border-top: 1px solid var(--line-strong);
    background: var(--surface);
  }
  footer .where,
  footer .caption,
  footer .trouble {
    grid-column: 1;
  }
  .where {
    color: var(--ink-quiet);
    font-size: var(--text-s);
  }
  .caption {
    font-size: var(--text-xl);
    line-height: 1.4;
    min-height: 2.8em;
    max-width: 70ch;
  }
  .controls {
    display: flex;
    flex-wrap: wrap;
    gap: var(--gap-s);
    align-items: center;
    justify-content: end;
    grid-column: 2;
    grid-row: 1 / span 3;
  }
  @media (max-width: 800px) {
    .stage,
    .stage.with-phone {
      grid-auto-flow: row;
      grid-template-columns: none;
      grid-auto-rows: minmax(0, 1fr);
    }
    footer {
      grid-template-columns: none;
    }
    .controls {
      grid-column: 1;
      grid-row: auto;
      justify-content: start;
    }
  }
`;
