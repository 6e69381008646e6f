/** Names the place of an integration's sealed client secret. */
export function secretBinding(integrationId: string): string {
  return `integrations:${integrationId}:client_secret`;
}
