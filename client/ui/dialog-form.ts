import { css } from 'lit';

/** How a form in a dialog looks: fields one below the other, what went wrong, and what to do in a row at the end. */
export const dialogForm = css`
  form {
    display: grid;
    gap: var(--gap-m);
  }
  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
    min-width: 0;
  }
  legend {
    padding: 0;
    font-size: var(--text-s);
    color: var(--ink-quiet);
  }
  .trouble ul {
    padding-left: var(--gap-l);
    list-style: square;
    font-weight: 400;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    gap: var(--gap-s);
  }
`;
