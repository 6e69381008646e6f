import { type Answer, json } from "@/sandbox/control/answer";

/** An error of the token endpoint: every cause has the same title and detail, only the hint differs. */
export function oauthProblem(status: 400 | 401, hint: string): Answer {
  return json(
    status,
    {
      hint,
      title: "Некорректный запрос",
      type: "https://developers.amocrm.ru/v3/errors/OAuthProblemJson",
      status,
      detail: "В запросе отсутствует ряд параметров или параметры невалидны",
    },
    "application/problem+json",
  );
}

const apiProblems = {
  401: ["Unauthorized", "Неверный логин или пароль"],
  402: ["Payment Required", "Аккаунт не оплачен"],
  403: ["Forbidden", "Недостаточно прав"],
  404: ["Not Found", "Не найдено"],
  405: ["Method Not Allowed", "Метод не поддерживается"],
  429: [
    "Too Many Requests",
    "You have sent too many requests in a given amount of time. Please try again later.",
  ],
} as const;

export function apiProblem(status: keyof typeof apiProblems, more: object = {}): Answer {
  const [title, detail] = apiProblems[status];
  const body = { title, type: `https://httpstatus.es/${status}`, status, detail, ...more };
  return json(status, body, "application/problem+json");
}
