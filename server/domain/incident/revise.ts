import { FiledReport, refuse, shaped, type KnownParty, type Outcome, type ReportPatch } from '../../contract/index.js';
import { same } from '../same.js';
import { isLower } from './downgrade.js';

/** Once given, these belong to the incident and not to its report's edits. */
const FIXED = ['reference', 'openedAt', 'firstRingAt', 'source'] as const;

interface Revised {
  readonly report: FiledReport;
  /** top-level fields that changed; none: the patch changed nothing */
  readonly fields: readonly string[];
}

/**
 * A report with a JSON merge patch (RFC 7396) laid over it. `people` merge by `id`: a known id patches that party, a
 * party without an id is added under one from `nextId`, `{id, remove: true}` takes one out. A lower grade is refused
 * with USE_DOWNGRADE (R6); a field that is wrong, with INVALID_INPUT naming it.
 */
export function revise(report: FiledReport, patch: ReportPatch, nextId: () => string): Outcome<Revised> {
  const fixed = FIXED.filter((field) => field in patch && patch[field] !== report[field]);
  if (fixed.length > 0) {
    return refuse(
      'INVALID_INPUT',
      'These fields are set once, when the incident is reported.',
      fixed.map((path) => ({ path, detail: 'cannot be changed' })),
    );
  }
  const { people, ...rest } = patch;
  const merged = mergePatch(report, rest) as Record<string, unknown>;
  if (people !== undefined) {
    const changed = mergePeople(report.people, people, nextId);
    if (!changed.ok) return changed;
    merged['people'] = changed.value;
  }
  const parsed = shaped(FiledReport, merged);
  if (!parsed.success) {
    return refuse(
      'INVALID_INPUT',
      'The patch makes a report that is not valid.',
      parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), detail: issue.message })),
    );
  }
  if (isLower(parsed.data.grade ?? null, report.grade ?? null)) {
    return refuse('USE_DOWNGRADE', `The grade is ${report.grade}: request a downgrade, a second person decides.`);
  }
  const before = report as Readonly<Record<string, unknown>>;
  const after = parsed.data as Readonly<Record<string, unknown>>;
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (field) => !same(before[field], after[field]),
  );
  return { ok: true, value: { report: parsed.data, fields } };
}

function mergePeople(
  people: readonly KnownParty[],
  patch: unknown,
  nextId: () => string,
): Outcome<readonly Record<string, unknown>[]> {
  if (!Array.isArray(patch)) {
    return refuse('INVALID_INPUT', 'people is a list.', [{ path: 'people', detail: 'expected a list' }]);
  }
  let result: Record<string, unknown>[] = people.map((p) => ({ ...p }));
  for (const [index, entry] of patch.entries()) {
    if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
      return refuse('INVALID_INPUT', 'A person is an object.', [
        { path: `people.${index}`, detail: 'expected an object' },
      ]);
    }
    const { remove, ...fields } = entry as Record<string, unknown>;
    const { id } = fields;
    if (id === undefined) {
      result.push({ ...fields, id: nextId() });
      continue;
    }
    const at = result.findIndex((p) => p['id'] === id);
    if (at < 0) {
      return refuse('INVALID_INPUT', 'A person of the patch is not in the incident.', [
        { path: `people.${index}.id`, detail: 'no such person; leave the id out to add one' },
      ]);
    }
    result =
      remove === true
        ? result.toSpliced(at, 1)
        : result.with(at, mergePatch(result[at] ?? {}, fields) as Record<string, unknown>);
  }
  return { ok: true, value: result };
}

/** RFC 7396, section 2. */
function mergePatch(target: unknown, patch: unknown): unknown {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch;
  const base: Record<string, unknown> =
    typeof target === 'object' && target !== null && !Array.isArray(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete base[key];
    else base[key] = mergePatch(base[key], value);
  }
  return base;
}
