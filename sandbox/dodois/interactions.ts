import type { ServerResponse } from "node:http";
import { errors, type Provider } from "oidc-provider";
import { html, send } from "@/sandbox/control/answer";
import { type Incoming, replay } from "@/sandbox/control/incoming";
import type { DodoisPerson } from "@/sandbox/data/dodois-people";
import { consentPage, errorPage, loginPage } from "./pages";

type Interaction = Awaited<ReturnType<Provider["interactionDetails"]>>;

/** `/interaction/{uid}`: choose who signs in, then allow or refuse. */
export async function handleInteraction(
  provider: Provider,
  people: DodoisPerson[],
  incoming: Incoming,
  response: ServerResponse,
): Promise<void> {
  try {
    const interaction = await provider.interactionDetails(replay(incoming), response);
    if (incoming.method === "POST") await decide(provider, people, interaction, incoming, response);
    else send(response, html(200, showStep(people, interaction, incoming)));
  } catch (error) {
    if (!(error instanceof errors.SessionNotFound)) throw error;
    send(response, html(400, errorPage("session_not_found", "Время на вход истекло.")));
  }
}

function showStep(people: DodoisPerson[], interaction: Interaction, incoming: Incoming): string {
  const person = people.find((candidate) => candidate.id === incoming.url.searchParams.get("account"));
  if (!person) return loginPage(interaction.uid, people);
  const scopes = String(interaction.params.scope ?? "")
    .split(" ")
    .filter(Boolean);
  return consentPage(interaction.uid, person, "Mostik", scopes);
}

async function decide(
  provider: Provider,
  people: DodoisPerson[],
  interaction: Interaction,
  incoming: Incoming,
  response: ServerResponse,
): Promise<void> {
  const person = people.find((candidate) => candidate.id === incoming.fields.get("account"));
  const allowed = incoming.fields.get("decision") === "allow";
  const result =
    person && allowed
      ? {
          login: { accountId: person.sub },
          consent: { grantId: await grantAll(provider, person, interaction) },
        }
      : { error: "access_denied", error_description: "The user has denied access." };
  await provider.interactionFinished(replay(incoming), response, result, { mergeWithLastSubmission: false });
}

async function grantAll(provider: Provider, person: DodoisPerson, interaction: Interaction): Promise<string> {
  const grant = new provider.Grant({ accountId: person.sub, clientId: String(interaction.params.client_id) });
  grant.addOIDCScope(String(interaction.params.scope ?? ""));
  return await grant.save();
}
