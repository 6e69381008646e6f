interface LifetimeErrors {
  message?: string;
  days?: { message?: string };
  hours?: { message?: string };
  minutes?: { message?: string };
}

/** The first thing wrong with a lifetime, as a key under `errors.fields`. */
export function lifetimeError(errors: LifetimeErrors | undefined): string | undefined {
  return errors?.message ?? errors?.days?.message ?? errors?.hours?.message ?? errors?.minutes?.message;
}
