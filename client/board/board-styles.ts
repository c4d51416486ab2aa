import { css } from 'lit';

/** The board: the list, and beside it the incident that is open; on a narrow screen one or the other. */
export const boardStyles = css`
  :host {
    height: 100%;
  }
  .board {
    display: grid;
    grid-template-columns: minmax(20rem, 31rem) minmax(0, 1fr);
    gap: var(--gap-s);
    height: 100%;
    padding: var(--gap-s);
  }
  .list {
    display: flex;
    flex-direction: column;
    min-height: 0;
  }
  out-long-list {
    flex: 1;
  }
  .level {
    align-self: start;
    margin: var(--gap-s);
  }
  .full {
    display: flex;
    flex-direction: column;
    gap: var(--gap-s);
    min-height: 0;
  }
  out-incident {
    flex: 1;
  }
  .waiting,
  .moved {
    align-self: start;
  }
  .moved {
    display: grid;
    gap: var(--gap-s);
    justify-items: start;
  }
  .back {
    display: none;
    align-self: start;
  }
  @media (max-width: 800px) {
    .board {
      grid-template-columns: minmax(0, 1fr);
      height: auto;
      min-height: 100%;
    }
    .reading .list {
      display: none;
    }
    .reading .back {
      display: inline-flex;
      min-height: var(--control);
    }
    .waiting {
      display: none;
    }
    .moved {
      order: -1;
    }
  }
`;
