// One endpoint: what is called, what is sent, and how the answer is read. Templates and connections share it.
import { type ComponentType, lazy, type ReactElement, Suspense, useState } from 'react';
import { useSearchParams } from 'react-router';
import type { EndpointDocument } from '../../../../flows/language/receivers.ts';
import { Loading } from '../../../kit/EmptyState.tsx';
import { Tabs } from '../../../kit/Tabs.tsx';
import type { EndpointHolder } from './endpoint-holder.ts';

const CallTab = lazy(() => import('./CallTab.tsx').then((file) => ({ default: file.CallTab })));
const SentTab = lazy(() => import('./SentTab.tsx').then((file) => ({ default: file.SentTab })));
const AnswerTab = lazy(() => import('../answers/AnswerTab.tsx').then((file) => ({ default: file.AnswerTab })));

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

/** The form; its value is the caller's. `?part=answer` in the address opens it at how the answer is read. */
export function EndpointForm(props: EndpointFormProps): ReactElement {
  const [search] = useSearchParams();
  const [shown, setShown] = useState(search.get('part') === 'answer' ? 'answer' : 'call');
  const part = (Part: ComponentType<EndpointFormProps>): ReactElement => (
    <Suspense fallback={<Loading lines={6} />}>
      <Part {...props} />
    </Suspense>
  );
  const tabs = [
    { id: 'call', label: 'The call', content: part(CallTab) },
    { id: 'sent', label: 'What is sent', content: part(SentTab) },
    { id: 'answer', label: 'How the answer is read', content: part(AnswerTab) },
  ];
  return <Tabs label="Parts of the endpoint" tabs={tabs} selected={shown} onSelect={setShown} />;
}
