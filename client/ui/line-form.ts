import { css } from 'lit';

/** How a form of one line looks: its fields side by side as far as they fit, and what to press at the end. */
export const lineForm = css`
  form {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: var(--gap-s);
  }
  form > label {
    flex: 1 1 14rem;
  }
`;
