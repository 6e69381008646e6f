"use client";

import { startTransition, useActionState } from "react";
import {
  type DefaultValues,
  type FieldErrors,
  type FieldValues,
  type Resolver,
  useForm,
} from "react-hook-form";
import type { z } from "zod";
import type { ActionResult } from "@/lib/http/action-result";
import { callAction, type ServerAction } from "./call-action";

interface Options<Input extends FieldValues, Data> {
  /** Loaded when there is something to check: a page that is only looked at does without. */
  schema: () => Promise<z.ZodType<unknown, Input>>;
  defaultValues: DefaultValues<Input>;
  onSuccess?: (data: Data) => void;
}

interface State<Input extends FieldValues, Data> {
  result: ActionResult<Data>;
  errors: FieldErrors<Input>;
}

/**
 * A form checked in the browser by the same schema as on the server. `result` is the last answer,
 * null before the first; field errors from the server stand at their fields.
 */
export function useActionForm<Input extends FieldValues, Data>(
  action: ServerAction<Input, Data>,
  { schema, defaultValues, onSuccess }: Options<Input, Data>,
) {
  const [state, dispatch, isPending] = useActionState(
    async (_previous: State<Input, Data> | null, input: Input): Promise<State<Input, Data>> => {
      const result = await callAction(action, input);
      if (result.ok) onSuccess?.(result.data);
      return { result, errors: fieldErrors<Input>(result) };
    },
    null,
  );
  const form = useForm<Input>({
    resolver: checkedBy(schema),
    defaultValues,
    // The object must be the same between renders, or useForm loops: it lives in the action state.
    ...(state !== null && { errors: state.errors }),
  });
  const submit = form.handleSubmit((values) => startTransition(() => dispatch(values)));
  return { form, submit, isPending, result: state?.result ?? null };
}

/** Where the schema does not load, the server is left to judge. */
function checkedBy<Input extends FieldValues>(schema: Options<Input, unknown>["schema"]): Resolver<Input> {
  return async (values, context, options) => {
    try {
      const [{ zodResolver }, loaded] = await Promise.all([import("@hookform/resolvers/zod"), schema()]);
      return await zodResolver(loaded, undefined, { raw: true })(values, context, options);
    } catch {
      return { values, errors: {} };
    }
  };
}

function fieldErrors<Input extends FieldValues>(result: ActionResult<unknown>): FieldErrors<Input> {
  if (result.ok) return {};
  const entries = Object.entries(result.error.fieldErrors ?? {});
  const errors = Object.fromEntries(
    entries.map(([path, keys]) => [path, { type: "server", message: keys[0] }]),
  );
  // Paths come from the same schema that the form's fields are named after.
  return errors as FieldErrors<Input>;
}
