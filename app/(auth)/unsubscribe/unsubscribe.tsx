"use client";

import { BellOff, CircleCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/app/_ui/button";
import { useServerAction } from "@/app/_ui/use-server-action";
import type { MailKind } from "@/lib/domain/mail-kind";
import { AuthHeading } from "../_parts/auth-heading";
import { setByLinkAction } from "./actions";

type State = "asked" | "off" | "onAgain";

/** Asks first: programs that open every link of a mail must not switch it off. */
export function Unsubscribe({ token, kind }: { token: string; kind: MailKind }) {
  const t = useTranslations("auth.unsubscribe");
  const [state, setState] = useState<State>("asked");
  const set = useServerAction(setByLinkAction);
  const change = async (isWanted: boolean) => {
    if (await set.run({ token, isWanted })) setState(isWanted ? "onAgain" : "off");
  };
  return (
    <div role="status">
      <AuthHeading icon={state === "asked" ? <BellOff /> : <CircleCheck />} title={t(`${state}Title`)}>
        {t(`${state}Text`, { kind: t(`kinds.${kind}`) })}
      </AuthHeading>
      <Button
        size="lg"
        isFullWidth
        variant={state === "off" ? "secondary" : "primary"}
        isPending={set.isPending}
        onClick={() => change(state === "off")}
      >
        {t(state === "off" ? "undo" : "submit")}
      </Button>
    </div>
  );
}
