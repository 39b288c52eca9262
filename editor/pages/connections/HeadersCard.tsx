// Headers that every call of a connection carries.
import type { ReactElement } from 'react';
import { Button, IconButton } from '../../kit/Button.tsx';
import { Card } from '../../kit/Page.tsx';
import { numbered } from '../../kit/RowsField.tsx';
import { TextField } from '../../kit/TextField.tsx';
import type { ConnectionPart } from './ConnectionPage.tsx';
import './connections.css';

/** The card: one row a header. */
export function HeadersCard({ draft, change, isReadOnly }: ConnectionPart): ReactElement {
  const headers = draft.headers ?? [];
  const set = (next: { name: string; value: string }[]): void => {
    const { headers: _, ...rest } = draft;
    change(next.length === 0 ? rest : { ...rest, headers: next });
  };
  const edit = (index: number, part: { name?: string; value?: string }): void =>
    set(headers.map((header, at) => (at === index ? { ...header, ...part } : header)));
  return (
    <Card
      title="Headers"
      about="Sent with every call of this connection."
      actions={
        !isReadOnly && (
          <Button size="small" icon="plus" onPress={() => set([...headers, { name: '', value: '' }])}>
            Add header
          </Button>
        )
      }
    >
      {headers.length === 0 && <p className="lf-muted">None besides what Leadflow sets itself.</p>}
      <div className="lf-stack lf-stack--tight">
        {numbered(headers).map(({ row, index, id }) => (
          <div key={id} className="lf-pair">
            <TextField
              label={`Name of header ${index + 1}`}
              hideLabel
              placeholder="X-Campaign"
              isMono
              value={row.name}
              onChange={(name) => edit(index, { name })}
              isReadOnly={isReadOnly}
            />
            <TextField
              label={`Value of header ${index + 1}`}
              hideLabel
              placeholder="spring"
              isMono
              value={row.value}
              onChange={(value) => edit(index, { value })}
              isReadOnly={isReadOnly}
            />
            {!isReadOnly && (
              <IconButton
                kind="danger"
                icon="trash"
                label={`Remove header ${index + 1}`}
                onPress={() => set(headers.filter((_, at) => at !== index))}
              />
            )}
          </div>
        ))}
      </div>
    </Card>
  );
}
