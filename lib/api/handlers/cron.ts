import { cron } from "@/lib/http/cron";
import { refreshTokens } from "@/lib/jobs/refresh-tokens";

export const refreshTokensHandler = cron("refresh-tokens", refreshTokens);
