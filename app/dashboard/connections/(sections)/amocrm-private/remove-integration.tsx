"use client";

import { type ComponentProps, lazy, Suspense } from "react";

// Few have an integration that nothing uses.
const load = async () => (await import("./remove-integration-button")).RemoveIntegrationButton;
const RemoveIntegrationButton = lazy(async () => ({ default: await load() }));

export function RemoveIntegration(props: ComponentProps<Awaited<ReturnType<typeof load>>>) {
  return (
    <Suspense>
      <RemoveIntegrationButton {...props} />
    </Suspense>
  );
}
