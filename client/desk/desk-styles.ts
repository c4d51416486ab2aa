import { css } from 'lit';

/** Queue, one job, form: side by side on a desk's screen, under each other on a narrow one. */
export const deskStyles = css`
  :host {
    height: 100%;
  }
  .desk {
    display: grid;
    grid-template-columns: minmax(280px, 360px) 1fr;
    gap: var(--gap-s);
    height: 100%;
    padding: var(--gap-s);
  }
  .work {
    display: flex;
    flex-direction: column;
    gap: var(--gap-s);
    min-height: 0;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--gap-s);
    padding: var(--gap-s) var(--gap-m);
  }
  .columns {
    display: grid;
    flex: 1;
    grid-template-columns: minmax(0, 3fr) minmax(300px, 2fr);
    gap: var(--gap-s);
    min-height: 0;
  }
  .side {
    display: flex;
    flex-direction: column;
    gap: var(--gap-s);
    min-height: 0;
    overflow: auto;
  }
  .lost {
    background: var(--warn-wash);
    color: var(--warn);
    font-weight: 650;
  }
  @media (max-width: 1000px) {
    .desk,
    .columns {
      display: flex;
      flex-direction: column;
      height: auto;
    }
    .desk > .work {
      order: -1;
    }
    .side {
      overflow: visible;
    }
  }
`;
