// The examples of the posting instructions: one at a time on the screen, all of them on paper.
import type { ReactElement } from 'react';
import { CodeBlock } from '../../kit/CodeBlock.tsx';
import { Card } from '../../kit/Page.tsx';
import { Tabs } from '../../kit/Tabs.tsx';
import type { PartProps } from './PostingParts.tsx';

/** curl, PHP, Python, Node. */
export function Examples({ posting: { examples } }: PartProps): ReactElement {
  return (
    <Card title="Examples" about="Put your own key in the place of YOUR-KEY.">
      <div className="po-screen">
        <Tabs
          label="Language of the example"
          tabs={examples.map(({ language, title, code }) => ({
            id: language,
            label: title,
            content: <CodeBlock label={title} text={code} />,
          }))}
        />
      </div>
      <div className="po-paper" aria-hidden="true">
        {examples.map(({ language, title, code }) => (
          <figure key={language}>
            <figcaption>{title}</figcaption>
            <pre>{code}</pre>
          </figure>
        ))}
      </div>
    </Card>
  );
}
