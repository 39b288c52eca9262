// Contact data of a lead, each part raw, normalised and judged, kept apart. Pure.

/** `valid` is null where there is nothing to judge it by; `says` why it is invalid, '' where it is not. */
export interface ContactPart {
  raw: string;
  normal: string;
  valid: boolean | null;
  says: string;
  /** Of a phone number alone: its digits without the country code, and its country. */
  national?: string;
  country?: string;
}
