import { css, html, type TemplateResult } from 'lit';
import type { Flag } from '../../server/contract/index.js';
import { SEVERITY } from './words.js';

/** Who says so where it is no register, and who has looked at it where it is; in a word or two. */
const SAID_BY: Readonly<Partial<Record<Flag['source'], string>>> = {
  caller: 'the caller says so',
  scene: 'from the scene',
};
const REVIEWED: Readonly<Record<Flag['standing'], string>> = {
  unreviewed: 'machine',
  confirmed: 'confirmed',
  rejected: 'rejected',
};

/** Goes with `flagLine`: the tone of a severity, and a flag in one line. */
export const flagLines = css`
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
  .flag {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 0 6px;
    align-items: baseline;
    overflow-wrap: anywhere;
  }
  .flag wa-icon,
  .flag .severity {
    color: var(--tone);
  }
  .flag wa-icon {
    transform: translateY(2px);
  }
  .flag .severity {
    font-size: 0.75rem;
    font-weight: 700;
    text-transform: uppercase;
  }
  .flag .standing {
    color: var(--ink-quiet);
    font-size: var(--text-s);
  }
`;

/** A flag in one line: severity as a word, a shape and a colour, the headline, how sure, and who has looked at it. */
export const flagLine = (flag: Flag): TemplateResult => html`
  <span class="flag ${flag.severity}">
    <wa-icon name=${SEVERITY[flag.severity].icon}></wa-icon>
    <span>
      <span class="severity">${SEVERITY[flag.severity].word}</span>
      <strong>${flag.headline}</strong>
      <span class="standing">${flag.tier}, ${SAID_BY[flag.source] ?? REVIEWED[flag.standing]}</span>
    </span>
  </span>
`;
