// Which fields hold a phone number, by their names.

/** `phone_number`, `mobile`, `Tel.`; not `phone_code`, which goes with one. */
export function isNumberName(name: string): boolean {
  return /phone|mobile|cell|msisdn|\btel\b|^tel_/i.test(name) && !/code|ext|type|country|carrier|valid/i.test(name);
}
