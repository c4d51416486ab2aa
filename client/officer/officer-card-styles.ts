import { css } from 'lit';

/** An officer's card: read at arm's length, in rain, in one column. */
export const officerCardStyles = css`
  :host {
    display: grid;
    gap: var(--gap-m);
    font-size: var(--glance-m);
  }
  header {
    display: grid;
    gap: var(--gap-xs);
  }
  .line {
    display: flex;
    flex-wrap: wrap;
    gap: var(--gap-xs) var(--gap-s);
    align-items: center;
  }
  .grade {
    padding: var(--gap-xxs) var(--gap-m);
    border-radius: var(--radius);
    border: 2px solid var(--line-strong);
    font-size: var(--glance-l);
  }
  .grade.immediate {
    border-color: var(--life-risk-fill);
    background: var(--life-risk-fill);
    color: var(--life-risk-ink);
  }
  .aloud {
    margin-left: auto;
    min-height: var(--thumb);
  }
  h2 {
    font-size: var(--glance-xxl);
    font-weight: 750;
    line-height: 1.2;
    overflow-wrap: anywhere;
  }
  .what {
    font-size: var(--glance-l);
  }
  .quiet {
    font-size: var(--glance-s);
  }
  .machine {
    color: var(--warn);
    font-weight: 650;
  }
  button,
  summary {
    min-height: var(--thumb);
    font-size: var(--glance-l);
  }
  summary {
    display: flex;
    align-items: center;
    padding: var(--gap-xs) var(--gap-m);
    border: 1px solid var(--line-strong);
    border-radius: var(--radius);
    background: var(--surface-raised);
    cursor: pointer;
  }
  .facts,
  .detail {
    display: grid;
    gap: var(--gap-s);
  }
  .empty {
    padding: var(--gap-m);
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
    font-size: var(--glance-l);
  }
  .changes {
    padding: var(--gap-m);
    border: 2px solid var(--accent);
    border-radius: var(--radius);
    background: var(--accent-wash);
  }
  .changes ul,
  .people {
    display: grid;
    gap: var(--gap-xxs);
  }
  .changes li {
    margin-left: 1em;
    list-style: square;
  }
  h3 {
    font-size: var(--glance-l);
  }
  .detail h3 {
    margin-top: var(--gap-s);
  }
  out-linked,
  out-check-ledger {
    --row: var(--thumb);
    font-size: var(--glance-m);
  }
`;
