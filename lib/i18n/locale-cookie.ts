export const localeCookie = "mostik_locale";
