// What one row comes to on the sample: its value with its JSON type, or why there is none.
import type { ReactElement } from 'react';
import type { AdaptorField, Json } from '../../../flows/language/document.ts';
import { Icon } from '../../kit/Icon.tsx';
import type { IconName } from '../../kit/icon-paths.ts';
import { sizeWords } from '../../kit/json-paths.ts';
import type { RowPreview } from './preview.ts';

interface ResultCellProps {
  row: RowPreview | undefined;
  type: AdaptorField['type'] | undefined;
}

/** Value over mark; a mark is a picture and words, never a colour alone. */
export function ResultCell({ row, type }: ResultCellProps): ReactElement {
  const mark = row ? markOf(row, type) : undefined;
  const value = row?.value;
  return (
    <div className="lf-result" data-is={row?.is ?? 'waiting'}>
      {value !== undefined && (
        <span className="lf-result__value lf-mono" title={JSON.stringify(value)}>
          {shown(value)}
        </span>
      )}
      {mark && (
        <span className={`lf-result__mark lf-result__mark--${mark.tone}`}>
          {mark.icon && <Icon name={mark.icon} size={12} />}
          <span>{mark.says}</span>
        </span>
      )}
    </div>
  );
}

interface Mark {
  tone: 'ok' | 'warn' | 'err' | 'quiet';
  icon?: IconName;
  says: string;
}

const TYPE_WORDS = { string: 'text', number: 'number', boolean: 'yes or no' };

function markOf(row: RowPreview, type: ResultCellProps['type']): Mark {
  const { is, value, isConverted, says = '' } = row;
  if (is === 'missing' || is === 'wrong') return { tone: 'err', icon: 'cross', says };
  if (is === 'timed-out') return { tone: 'err', icon: 'clock', says: 'timed out' };
  if (is === 'fault') return { tone: 'err', icon: 'cross', says: 'fails' };
  if (is === 'not-met') return { tone: 'quiet', icon: 'skip', says: 'left out: condition not met' };
  if (is === 'left-out' && says !== '') return { tone: 'warn', icon: 'warning', says: `left out: ${says}` };
  if (is === 'left-out') return { tone: 'quiet', icon: 'skip', says: 'left out: no value' };
  if (is === 'unmapped') return { tone: 'quiet', icon: 'skip', says: 'not mapped: left out' };
  if (is === 'untried') return { tone: 'quiet', says: 'no sample' };
  if (is === 'waiting') return { tone: 'quiet', says: '…' };
  if (is === 'blank') return { tone: 'quiet', icon: 'skip', says: 'sent empty: no value' };
  const kind = kindOf(value);
  const used = is === 'default' ? ', default used' : '';
  if (says !== '') return { tone: 'warn', icon: 'warning', says: `${kind}${used}: ${says}` };
  if (isConverted && type) return { tone: 'warn', icon: 'warning', says: `made ${TYPE_WORDS[type]}${used}` };
  if (type) return { tone: 'ok', icon: 'check', says: `${kind}${used}` };
  return { tone: used ? 'warn' : 'quiet', says: `${kind}${used}` };
}

function kindOf(value: Json | undefined): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'object') return `${Array.isArray(value) ? 'list' : 'object'}, ${sizeWords(value)}`;
  return TYPE_WORDS[typeof value as keyof typeof TYPE_WORDS];
}

function shown(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > 160 ? `${text.slice(0, 159)}…` : text;
}
