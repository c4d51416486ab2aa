import { css } from 'lit';

/** One row a register; on a phone its cells stand below one another, each with its title, without those that are empty. */
export const registersStyles = css`
  section {
    margin: var(--gap-s);
  }
  .scroll {
    overflow-x: auto;
  }
  table {
    width: 100%;
    border-collapse: collapse;
  }
  th,
  td {
    padding: var(--gap-s) var(--gap-m);
    border-top: 1px solid var(--line);
    text-align: start;
    vertical-align: top;
  }
  thead th {
    color: var(--ink-quiet);
    font-size: var(--text-s);
  }
  td .small,
  th .small {
    display: block;
    font-weight: 400;
  }
  td,
  tbody th {
    min-width: 7rem;
  }
  tbody th {
    max-width: 20rem;
  }
  .number {
    min-width: 0;
    text-align: end;
  }
  .bad {
    background: var(--warn-wash);
  }
  .bad strong,
  .rejected {
    color: var(--warn);
  }
  wa-icon {
    vertical-align: -2px;
  }
  @media (max-width: 600px) {
    table,
    tbody,
    tr,
    th,
    td {
      display: block;
      max-width: none;
      padding: 0;
      border: 0;
    }
    thead,
    td:empty {
      display: none;
    }
    tr {
      padding: var(--gap-s) var(--gap-m);
      border-top: 1px solid var(--line);
    }
    .number {
      text-align: start;
    }
    [data-of]::before {
      content: attr(data-of) ': ';
      color: var(--ink-quiet);
      font-size: var(--text-s);
    }
    [data-of] .small {
      display: inline;
    }
  }
`;
