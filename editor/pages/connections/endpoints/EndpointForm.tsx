// One endpoint: what is called, what is sent, and how the answer is read. Templates and connections share it.
import type { ReactElement } from 'react';
import type { EndpointDocument } from '../../../../flows/language/receivers.ts';
import { Tabs } from '../../../kit/Tabs.tsx';
import { AnswerTab } from '../answers/AnswerTab.tsx';
import { CallTab } from './CallTab.tsx';
import type { EndpointHolder } from './endpoint-holder.ts';
import { SentTab } from './SentTab.tsx';

/** What each part of the form is given. */
export interface EndpointFormProps {
  /** Its short name in the document that holds it. */
  slug: string;
  endpoint: EndpointDocument;
  onChange: (endpoint: EndpointDocument) => void;
  /** The connection or template that holds it: what its parameters may be drawn from. */
  holder: EndpointHolder;
  isReadOnly: boolean;
}

/** The form; its value is the caller's. */
export function EndpointForm(props: EndpointFormProps): ReactElement {
  const tabs = [
    { id: 'call', label: 'The call', content: <CallTab {...props} /> },
    { id: 'sent', label: 'What is sent', content: <SentTab {...props} /> },
    { id: 'answer', label: 'How the answer is read', content: <AnswerTab {...props} /> },
  ];
  return <Tabs label="Parts of the endpoint" tabs={tabs} />;
}
