import { expect, test } from "vitest";
import { isOffensive } from "./offensive-text";

test.each(["fuck", "FuckYou2030", "fvck", "sh1t-happens", "b1tch", "f_u_c_k"])(
  "foul English is recognised: %s",
  (text) => expect(isOffensive(text)).toBe(true),
);

test.each([
  "хуй",
  "huy",
  "XYU-huy",
  "hui2030",
  "pizda",
  "PizdecKakoy",
  "blyad",
  "bliat",
  "blyat",
  "suka",
  "nahuy",
  "zaebis",
])("foul Russian is recognised in either alphabet: %s", (text) => expect(isOffensive(text)).toBe(true));

test.each([
  ...[
    "classic",
    "Scunthorpe",
    "assessment",
    "analytics",
    "cocktail",
    "PASS-2024",
    "dodo-pizza",
    "pizza",
    "KX7PQRST",
  ],
  ...[
    "korabl",
    "rublevka",
    "mandarin",
    "strahovka",
    "komanda",
    "skazka",
    "herson",
    "leto-2030",
    "ekaterinburg",
  ],
  ...["корабль", "команда", "застрахуй", "психея", "Анна"],
])("an innocent word is let through: %s", (text) => expect(isOffensive(text)).toBe(false));
