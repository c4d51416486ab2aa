import { css } from 'lit';

/** What every element of Outrider has in common: type, headings, focus rings, plain buttons, regions, and what was done, went wrong, is late or old. */
export const base = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  :host {
    display: block;
    min-width: 0;
  }
  :host([hidden]),
  [hidden] {
    display: none;
  }
  h1,
  h2,
  h3,
  p,
  ul,
  ol,
  dl,
  dd {
    margin: 0;
    padding: 0;
  }
  ul,
  ol {
    list-style: none;
  }
  h1,
  h2,
  h3 {
    font-size: var(--text-m);
    font-weight: 650;
    line-height: 1.3;
  }
  :focus-visible {
    outline: 3px solid var(--focus);
    outline-offset: 1px;
  }
  /* Of a list of hundreds only what is in sight, or near it, is laid out and painted. */
  .hundreds > li {
    content-visibility: auto;
    contain-intrinsic-size: auto 4rem;
    overflow-clip-margin: var(--gap-s);
  }
  .quiet {
    color: var(--ink-quiet);
  }
  .small {
    font-size: var(--text-s);
  }
  .panel {
    background: var(--surface);
    border: 1px solid var(--line);
    border-radius: var(--radius);
  }
  .panel > h2 {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: 0 var(--gap-s);
    padding: var(--gap-s) var(--gap-m);
    border-bottom: 1px solid var(--line);
  }
  .panel > h2 > span {
    font-weight: 400;
    font-size: var(--text-s);
    color: var(--ink-quiet);
  }
  .body {
    padding: var(--gap-s) var(--gap-m);
  }
  .done {
    padding: var(--gap-xs) var(--gap-m);
    border-bottom: 1px solid var(--line);
    background: var(--accent-wash);
  }
  .trouble,
  .late {
    color: var(--life-risk);
    font-weight: 650;
  }
  .old {
    color: var(--warn);
    font-weight: 650;
  }
  button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: var(--gap-s);
    min-height: var(--button);
    min-width: var(--target);
    padding: var(--gap-xxs) var(--gap-m);
    border: 1px solid var(--line-strong);
    border-radius: var(--radius);
    background: var(--surface-raised);
    color: var(--ink);
    font: inherit;
    cursor: pointer;
  }
  button:hover {
    border-color: var(--accent);
    color: var(--accent);
  }
  button.primary {
    background: var(--accent);
    border-color: var(--accent);
    color: var(--accent-ink);
    font-weight: 650;
  }
  button.primary:hover {
    filter: brightness(1.12);
  }
  button[disabled] {
    opacity: 0.6;
    cursor: default;
  }
  kbd {
    padding: 0 var(--gap-xs);
    border: 1px solid currentColor;
    border-radius: var(--radius-s);
    font: var(--text-xs) / 1.4 var(--mono);
    white-space: nowrap;
  }
  /* Under a thumb there are no keys. */
  @media (hover: none) and (pointer: coarse) {
    button > kbd {
      display: none;
    }
  }
  wa-icon {
    flex: none;
  }
  @media (forced-colors: active) {
    button[aria-pressed='true'],
    a[aria-current='page'] {
      outline: 3px solid Highlight;
      outline-offset: -3px;
    }
  }
  .said {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;

/** A screen of panels: beside one another as far as they fit, scrolling as one. */
export const panels = css`
  :host {
    height: 100%;
    overflow: auto;
    padding: var(--gap-s);
  }
  .page {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(26rem, 100%), 1fr));
    gap: var(--gap-s);
    align-items: start;
  }
`;

/** Labelled inputs: label above, one line high; beside a box to tick. */
export const controls = css`
  label {
    display: grid;
    gap: var(--gap-xxs);
    font-size: var(--text-s);
    color: var(--ink-quiet);
    min-width: 0;
  }
  input,
  select,
  textarea {
    width: 100%;
    min-height: var(--control);
    padding: var(--gap-xxs) var(--gap-s);
    border: 1px solid var(--line-strong);
    border-radius: var(--radius);
    background: var(--surface);
    color: var(--ink);
    font: var(--text-m) / 1.4 var(--font);
  }
  select {
    padding-inline: var(--gap-xs);
  }
  label:has(> :is([type='checkbox'], [type='radio'])) {
    display: flex;
    align-items: center;
    gap: var(--gap-s);
    min-height: var(--button);
    color: var(--ink);
    font-size: var(--text-m);
  }
  [type='checkbox'],
  [type='radio'] {
    flex: none;
    width: var(--tick);
    height: var(--tick);
    min-height: 0;
    margin: 0;
    accent-color: var(--accent);
  }
  textarea {
    resize: vertical;
  }
  input:focus-visible,
  select:focus-visible,
  textarea:focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: 0;
    border-color: var(--focus);
  }
  [aria-invalid='true'] {
    border-color: var(--life-risk);
  }
  .hint {
    color: var(--warn);
    font-size: var(--text-s);
  }
`;
