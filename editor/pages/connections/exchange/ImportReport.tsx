// The report of a dry run: what is new, the same or different, with the lines that differ; secrets and problems.
import type { ReactElement } from 'react';
import { Badge } from '../../../kit/Badge.tsx';
import { Notice } from '../../../kit/Notice.tsx';
import { Checkbox } from '../../../kit/Switch.tsx';
import { counted } from '../../../kit/time-words.ts';
import type { ConnectionImportReport } from '../../../types.ts';
import { LineDiff } from './LineDiff.tsx';

interface ImportReportProps {
  report: ConnectionImportReport;
  /** Parts that are to be written over, as `kind/slug`. */
  replace: readonly string[];
  onReplace: (replace: string[]) => void;
}

type Part = ConnectionImportReport['parts'][number];

const STATES = {
  new: { tone: 'ok', icon: 'plus', words: 'New' },
  same: { tone: 'skip', icon: 'check', words: 'The same as here' },
  differs: { tone: 'warn', icon: 'warning', words: 'Differs from what is here' },
} as const;
const KINDS: Readonly<Record<Part['kind'], string>> = {
  connection: 'Connection',
  template: 'Template',
  adaptor: 'Adaptor',
};

/** The report. */
export function ImportReport({ report, replace, onReplace }: ImportReportProps): ReactElement {
  const missing = report.secrets.filter(({ set }) => !set);
  const toggle = (key: string, isOn: boolean): void =>
    onReplace(isOn ? [...replace, key] : replace.filter((each) => each !== key));
  return (
    <div className="lf-stack">
      <ul className="lf-list lf-stack" aria-label="What comes in">
        {report.parts.map((part) => (
          <PartLine
            key={`${part.kind}/${part.slug}`}
            part={part}
            isReplaced={replace.includes(`${part.kind}/${part.slug}`)}
            onReplace={(isOn) => toggle(`${part.kind}/${part.slug}`, isOn)}
          />
        ))}
      </ul>
      {report.parts.every(({ state }) => state === 'same') && (
        <Notice tone="ok">All of it is here already; there is nothing to import.</Notice>
      )}
      {missing.length > 0 && (
        <Notice tone="run" title={`${counted(missing.length, 'secret')} to fill in afterwards`}>
          No file holds secrets. To be set here: {missing.map(({ name }) => name).join(', ')}.
        </Notice>
      )}
      {report.problems.length > 0 && (
        <Notice tone="warn" title={`${counted(report.problems.length, 'problem')} to mend after the import`}>
          <ul>
            {report.problems.map(({ field = '', says, remedy }) => (
              <li key={`${field} ${says}`}>
                {says} {remedy}
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </div>
  );
}

interface PartLineProps {
  part: Part;
  isReplaced: boolean;
  onReplace: (isOn: boolean) => void;
}

function PartLine({ part, isReplaced, onReplace }: PartLineProps): ReactElement {
  const { kind, slug, name, state, diff } = part;
  const { tone, icon, words } = STATES[state];
  return (
    <li className="lf-stack lf-stack--tight">
      <span className="lf-row">
        <Badge tone={tone} icon={icon}>
          {words}
        </Badge>
        <span>
          {KINDS[kind]} <strong>{name}</strong> <code className="lf-muted">{slug}</code>
        </span>
      </span>
      {state === 'differs' && <LineDiff lines={diff} label={`What differs in the ${kind} ${name}`} />}
      {state === 'differs' && (
        <Checkbox isSelected={isReplaced} onChange={onReplace}>
          {`Write it over the ${kind} that is here; otherwise that stays as it is`}
        </Checkbox>
      )}
    </li>
  );
}
