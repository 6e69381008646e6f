// The package carries no types; of it only the dictionaries are used.
declare module "leo-profanity" {
  const leoProfanity: { getDictionary(language: "ru"): string[] };
  export = leoProfanity;
}
