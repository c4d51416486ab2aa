import { z } from 'zod';
import { Severity } from '../../contract/index.js';
import { isHeadline, usesRecordsWords } from './headline.js';
import { isRecordPath } from './record-path.js';
import type { Manifest } from './types.js';

const Key = z.enum(['name+dateOfBirth', 'name+age', 'name+address', 'name+phone', 'address', 'phone']);
const Sees = z.enum(['summary', 'headline', 'none']);
const Headline = z
  .string()
  .min(1)
  .max(200)
  .refine(isHeadline, 'only {summary}, {risk}, {role}, {title}, {people.ROLE} and {details.FIELD} can be filled in');

const flag = z.strictObject({
  severity: Severity,
  severityByRisk: z
    .strictObject({
      high: Severity.exactOptional(),
      medium: Severity.exactOptional(),
      standard: Severity.exactOptional(),
    })
    .exactOptional(),
  severityTogether: Severity.exactOptional(),
  headline: Headline,
  headlineWhenPossible: Headline.exactOptional(),
  roles: z.array(z.string().min(1).max(40)).min(1).exactOptional(),
});

const visibility = z.strictObject({
  handler: Sees.exactOptional(),
  dispatcher: Sees.exactOptional(),
  researcher: Sees.exactOptional(),
  supervisor: Sees.exactOptional(),
  sergeant: Sees.exactOptional(),
  inspector: Sees.exactOptional(),
  officer: Sees.exactOptional(),
  auditor: Sees.exactOptional(),
  administrator: Sees.exactOptional(),
});

/** Column name → path in a record. */
export const ColumnsSchema = z.record(
  z.string().min(1),
  z.string().refine(isRecordPath, 'this is not the path of a field of a record'),
);

const headlines = ['headline', 'headlineWhenPossible'] as const;

const LOCAL = ['127.0.0.1', 'localhost', '[::1]'];

/** What is asked goes over the network in clear words: encrypted, unless it stays on this machine. */
const isSafe = (url: string): boolean => {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || (protocol === 'http:' && LOCAL.includes(hostname));
};

const remote = z.strictObject({
  url: z.string().refine(isSafe, 'https, or http on this machine alone'),
  authorizationFile: z.string().min(1).exactOptional(),
  people: z.int().min(1).max(1e9),
  slowSeconds: z.number().positive().max(10).exactOptional(),
  restSeconds: z.number().positive().max(600).exactOptional(),
  atOnce: z.int().min(1).max(64).exactOptional(),
});

/**
 * A manifest as a force writes it in a file: strict, so that a misspelt setting is refused and not ignored. The type
 * annotation makes the compiler check that the schema and `Manifest` say the same.
 */
export const ManifestSchema: z.ZodType<Manifest> = z
  .strictObject({
    id: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'small letters, digits and hyphens, at most 40'),
    title: z.string().min(1).max(80),
    holds: z.string().min(1).max(300),
    contact: z.string().min(1).max(120).exactOptional(),
    manual: z.literal(true).exactOptional(),
    remote: remote.exactOptional(),
    lifeSafety: z.boolean(),
    holdsCodewords: z.literal(true).exactOptional(),
    noTraceKeys: z.strictObject({ person: z.array(Key), location: z.boolean(), phone: z.boolean() }),
    freshnessLimitHours: z.number().positive().exactOptional(),
    flag,
    visibility,
    visibilityMachineOnly: visibility.exactOptional(),
    columns: ColumnsSchema,
  })
  .superRefine((manifest, context) => {
    if (manifest.manual === true && manifest.remote !== undefined) {
      context.addIssue({ code: 'custom', path: ['remote'], message: 'no machine can reach a manual register' });
    }
    if (manifest.holdsCodewords === undefined) return;
    for (const which of headlines.filter((name) => usesRecordsWords(manifest.flag[name] ?? ''))) {
      context.addIssue({
        code: 'custom',
        path: ['flag', which],
        message: 'a register that holds codewords keeps the words of its records out of headlines',
      });
    }
  });
