import { css } from 'lit';

/** How the record looks: questions at the left, answers at the right, one under the other where it is narrow. */
export const auditorStyles = css`
  :host {
    height: 100%;
  }
  .screen {
    display: grid;
    grid-template-columns: 20rem minmax(0, 1fr);
    gap: var(--gap-s);
    height: 100%;
    padding: var(--gap-s);
  }
  .asking,
  .answers {
    min-height: 0;
    overflow: auto;
  }
  .asking {
    display: flex;
    flex-direction: column;
    gap: var(--gap-s);
  }
  form {
    display: grid;
    gap: var(--gap-s);
    padding: var(--gap-s) var(--gap-m);
  }
  .two {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: var(--gap-s);
  }
  .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: var(--gap-s);
  }
  .found {
    max-height: 17rem;
    overflow: auto;
    border-top: 1px solid var(--line);
  }
  .found button {
    flex-direction: column;
    align-items: start;
    gap: 0;
    width: 100%;
    border-width: 0 0 1px;
    border-radius: 0;
    text-align: left;
  }
  /* Fixed: a row of thousands is laid out by itself. */
  table {
    width: 100%;
    min-width: 52rem;
    table-layout: fixed;
    border-collapse: collapse;
  }
  th:first-child {
    width: 11rem;
  }
  th:nth-child(3) {
    width: 28%;
  }
  th,
  td {
    padding: var(--gap-xs) var(--gap-s);
    border-bottom: 1px solid var(--line);
    text-align: left;
    vertical-align: middle;
  }
  th {
    position: sticky;
    top: 0;
    background: var(--surface);
    font-size: var(--text-s);
    font-weight: 600;
    color: var(--ink-quiet);
  }
  tr.chosen td {
    background: var(--accent-wash);
  }
  td:first-child:not([colspan]) {
    white-space: nowrap;
  }
  td button {
    min-height: var(--button);
    padding: 0 var(--gap-s);
    overflow-wrap: anywhere;
    text-align: left;
  }
  .erasure {
    font-weight: 650;
    color: var(--life-risk);
  }
  dl {
    display: grid;
    grid-template-columns: max-content minmax(0, 1fr);
    gap: var(--gap-xs) var(--gap-m);
    padding: var(--gap-s);
  }
  dt {
    color: var(--ink-quiet);
  }
  dd {
    display: flex;
    flex-wrap: wrap;
    gap: var(--gap-xs);
    overflow-wrap: anywhere;
  }
  .end {
    padding: var(--gap-m);
  }
  @media (max-width: 900px) {
    .screen {
      grid-template-columns: minmax(0, 1fr);
      height: auto;
    }
    /* The table is wider than a phone; what is read whole of one line stays in sight. */
    dl {
      position: sticky;
      left: 0;
      max-width: calc(100vw - 4 * var(--gap-m));
    }
  }
`;
