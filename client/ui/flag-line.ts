import { css, html, type TemplateResult } from 'lit';
import type { Flag } from '../../server/contract/index.js';
import { SEVERITY } from './words.js';
import { severityTones } from './severity-tones.js';

const REVIEWED: Readonly<Record<Flag['standing'], string>> = {
  unreviewed: 'machine',
  confirmed: 'confirmed',
  rejected: 'rejected',
};

/** Who says so, or who has looked at it, in a word or two. */
function saidBy({ kind, source, standing, disputed }: Flag): string {
  if (kind === 'repeat-call') return 'from our own calls';
  if (source === 'caller') return 'the caller says so';
  if (source === 'scene') return 'from the scene';
  return disputed === undefined ? REVIEWED[standing] : 'disputed';
}

/** Goes with `flagLine`: the tone of a severity, and a flag in one line. */
export const flagLines = css`
  ${severityTones}
  .flag {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 0 var(--gap-s);
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
    font-size: var(--text-xs);
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
      <span class="standing">${flag.tier}, ${saidBy(flag)}</span>
    </span>
  </span>
`;
