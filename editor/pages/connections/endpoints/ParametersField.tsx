// The parameters of an endpoint: all of its template's, or rows of its own, each with its place and where it is drawn from.
import type { ReactElement } from 'react';
import type { EndpointParameter } from '../../../../flows/language/receivers.ts';
import { Button } from '../../../kit/Button.tsx';
import { useRows } from '../../../kit/use-rows.ts';
import type { EndpointHolder } from './endpoint-holder.ts';
import { ParameterRow } from './ParameterRow.tsx';
import { PLACE_WORDS, placeWords, rowsOfTemplate } from './parameter-source.ts';
import '../../../kit/rows.css';
import '../../../kit/schema-form.css';

interface ParametersFieldProps {
  /** Undefined: all of the template's parameters. */
  parameters: readonly EndpointParameter[] | undefined;
  onChange: (parameters: EndpointParameter[] | undefined) => void;
  holder: EndpointHolder;
  isReadOnly: boolean;
}

/** The field. */
export function ParametersField(props: ParametersFieldProps): ReactElement {
  const { parameters, onChange, holder, isReadOnly } = props;
  const offered = holder.parameters;
  if (parameters === undefined && offered.length > 0) {
    return (
      <div className="lf-stack lf-stack--tight">
        <p>
          {`All ${offered.length === 1 ? 'of the template, which is one' : `${offered.length} of the template`}: `}
          {offered.map(({ name, in: place }, index) => (
            <span key={name}>
              {index > 0 && ', '}
              <code>{name}</code> <span className="lf-muted">({PLACE_WORDS[place].toLowerCase()})</span>
            </span>
          ))}
          .
        </p>
        {!isReadOnly && (
          <div>
            <Button size="small" icon="edit" onPress={() => onChange(rowsOfTemplate(offered))}>
              Choose them one by one
            </Button>
          </div>
        )}
      </div>
    );
  }
  return <Rows {...props} />;
}

function Rows({ parameters = [], onChange, holder, isReadOnly }: ParametersFieldProps): ReactElement {
  const offered = holder.parameters;
  const rows = useRows(parameters, (next) => onChange(next.length === 0 && offered.length === 0 ? undefined : next));
  const left = offered.filter(({ name }) => !parameters.some((row) => row.name === name));
  return (
    <div className="lf-rows">
      {parameters.length === 0 && (
        <p className="lf-muted">None. Add what every call carries beside its body: a key, the token, the number.</p>
      )}
      <div className="lf-rows__list" ref={rows.root}>
        {rows.numbered.map(({ row, index, id }) => (
          <ParameterRow
            key={id}
            index={index}
            row={row}
            rows={rows}
            holder={holder}
            isReadOnly={isReadOnly}
            said={placeWords(row, offered)}
          />
        ))}
      </div>
      <p role="status" className="lf-hidden">
        {rows.said}
      </p>
      {!isReadOnly && (
        <div className="lf-row">
          <Button size="small" icon="plus" onPress={() => rows.add({ name: '', in: 'body' })}>
            Add parameter
          </Button>
          {left.map(({ name }) => (
            <Button key={name} size="small" kind="quiet" icon="plus" onPress={() => rows.add({ name })}>
              {name}
            </Button>
          ))}
          {offered.length > 0 && (
            <Button size="small" kind="quiet" icon="refresh" onPress={() => onChange(undefined)}>
              Take all of the template
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
