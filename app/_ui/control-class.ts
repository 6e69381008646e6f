/** The frame of everything one types into or picks from; 16 px on phones, or iOS zooms in. */
export const controlClass =
  "h-11 w-full min-w-0 rounded-md border border-border-strong bg-surface px-3 text-base text-text shadow-sm " +
  "placeholder:text-faint hover:border-faint disabled:bg-subtle disabled:text-muted sm:h-9 sm:text-sm " +
  "focus-visible:outline-offset-0 aria-invalid:border-danger";
