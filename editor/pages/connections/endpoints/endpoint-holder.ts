// The document that holds an endpoint, a connection or a template, as far as the endpoint's form needs it.
import type { TemplateParameter } from '../../../../flows/language/receivers.ts';

/** What the parameters and the answer of an endpoint may refer to. */
export interface EndpointHolder {
  kind: 'connection' | 'template';
  /** Short name of the document. */
  slug: string;
  /** The parameters of the template; none where a connection has no template. */
  parameters: readonly TemplateParameter[];
  /** Names of the fields that `{field.<name>}` may read. */
  fields: readonly string[];
  /** Names under which other endpoints keep their results: `{result.<name>.<path>}`. */
  results: readonly string[];
  /** True where calls carry an access token, so that `{token}` has a value. */
  hasToken: boolean;
}
