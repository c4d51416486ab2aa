import { css } from 'lit';

/** An officer's card: read at arm's length, in rain, in one column. */
export const officerCardStyles = css`
  :host {
    display: grid;
    gap: var(--gap-m);
    font-size: 1rem;
  }
  header {
    display: grid;
    gap: 4px;
  }
  .line {
    display: flex;
    flex-wrap: wrap;
    gap: 4px var(--gap-s);
    align-items: center;
  }
  .grade {
    padding: 2px 10px;
    border-radius: var(--radius);
    border: 2px solid var(--line-strong);
    font-size: 1.0625rem;
  }
  .grade.immediate {
    border-color: var(--life-risk-fill);
    background: var(--life-risk-fill);
    color: #fff;
  }
  .aloud {
    margin-left: auto;
    min-height: 48px;
  }
  h2 {
    font-size: 1.375rem;
    font-weight: 750;
    line-height: 1.2;
    overflow-wrap: anywhere;
  }
  .what {
    font-size: 1.125rem;
  }
  .quiet {
    font-size: 0.875rem;
  }
  .machine {
    color: var(--warn);
    font-weight: 650;
  }
  button,
  summary {
    min-height: 52px;
    font-size: 1.0625rem;
  }
  summary {
    display: flex;
    align-items: center;
    padding: 4px 12px;
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
    padding: 12px;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
    font-size: 1.0625rem;
  }
  .changes {
    padding: 10px 12px;
    border: 2px solid var(--accent);
    border-radius: var(--radius);
    background: var(--accent-wash);
  }
  .changes ul,
  .people {
    display: grid;
    gap: 2px;
  }
  .changes li {
    margin-left: 1em;
    list-style: square;
  }
  h3 {
    font-size: 1.0625rem;
  }
  .detail h3 {
    margin-top: var(--gap-s);
  }
  .trouble {
    color: var(--life-risk);
    font-weight: 650;
  }
  out-linked,
  out-check-ledger {
    --row: 48px;
    font-size: 1rem;
  }
`;
