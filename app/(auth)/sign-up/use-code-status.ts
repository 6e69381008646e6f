"use client";

import { useEffect, useEffectEvent, useRef, useState } from "react";
import { callAction } from "@/app/_ui/call-action";
import { checkReferralCodeAction } from "./actions";

type Answer = Awaited<ReturnType<typeof checkReferralCodeAction>>;
type Status = Extract<Answer, { ok: true }>["data"]["status"];

/** What is known of an invitation code; null for an empty one and when it could not be asked. */
export function useCodeStatus(initialCode: string) {
  const [status, setStatus] = useState<Status | null>(null);
  const asked = useRef("");

  const check = async (text: string) => {
    const code = text.trim();
    if (code === asked.current) return;
    asked.current = code;
    setStatus(null);
    if (code === "") return;
    const result = await callAction(checkReferralCodeAction, { code });
    if (asked.current === code && result.ok) setStatus(result.data.status);
  };

  const checkFirst = useEffectEvent(() => check(initialCode));
  useEffect(() => {
    void checkFirst();
  }, []);

  return { status, check };
}
