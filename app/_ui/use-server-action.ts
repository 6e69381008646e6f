"use client";

import { useTransition } from "react";
import { toast } from "@/app/_ui/toast";
import { callAction, type ServerAction } from "./call-action";
import { useErrorText } from "./use-error-text";

interface Options<Data> {
  /** Said in a toast when it worked. */
  success?: string;
  onSuccess?: (data: Data) => void;
}

/** A server action outside a form: `run` tells whether it worked; a refusal is said in a toast. */
export function useServerAction<Input, Data>(action: ServerAction<Input, Data>, options: Options<Data> = {}) {
  const [isPending, startTransition] = useTransition();
  const errorText = useErrorText();

  const run = (input: Input) =>
    new Promise<boolean>((resolve) => {
      startTransition(async () => {
        const result = await callAction(action, input);
        resolve(result.ok);
        if (!result.ok) toast.error(errorText.error(result.error));
        else if (options.success !== undefined) toast.success(options.success);
        if (result.ok) options.onSuccess?.(result.data);
      });
    });

  return { run, isPending };
}
