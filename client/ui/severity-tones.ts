import { css } from 'lit';

/** The colours of a severity, as `--tone` and `--wash` of whatever carries its class: the same wherever a danger is shown. */
export const severityTones = css`
  .life-risk {
    --tone: var(--life-risk);
    --wash: var(--life-risk-wash);
  }
  .high {
    --tone: var(--high);
    --wash: var(--high-wash);
  }
  .medium {
    --tone: var(--medium);
    --wash: var(--medium-wash);
  }
  .info {
    --tone: var(--info);
    --wash: var(--info-wash);
  }
`;
