export const dialogBackdropClass =
  "fixed inset-0 z-40 grid animate-fade-in items-end overflow-y-auto bg-overlay pt-16 sm:place-items-center sm:p-6";

export const dialogPanelClass =
  "relative w-full animate-sheet rounded-t-xl bg-surface p-6 pb-8 shadow-lg outline-none " +
  "sm:max-w-md sm:animate-rise sm:rounded-xl sm:pb-6";

/** The row of buttons at a dialog's end: under the thumb on phones, to the right elsewhere. */
export const dialogButtonsClass = "mt-6 flex flex-col-reverse gap-2 sm:flex-row sm:justify-end";
