export interface DodoisUnit {
  id: string;
  name: string;
  alias: string;
  address: string;
  businessId: "dodopizza" | "drinkit";
  /** ISO 3166-1: two letters in lower case, and numeric. */
  country: { id: string; code: number };
  /** Hours ahead of UTC. */
  utcOffset: number;
  /** Revenue of an ordinary weekday, in the country's money. */
  dailySales: number;
  /** What an order comes to at least. */
  averageCheck: number;
  organizationId: string;
  roleIds: number[];
}

interface DodoisOrganization {
  id: string;
  name: string;
  inn: string;
}

export interface DodoisPerson {
  /** What tests call the person; `sub` is what the provider says. */
  id: string;
  sub: string;
  givenName: string;
  middleName: string;
  familyName: string;
  phone: string;
  email: string;
  locale: string;
  position: string;
  organizations: DodoisOrganization[];
  units: DodoisUnit[];
}

export const dodoisRoles = [
  { id: 1, name: "Division administrator" },
  { id: 2, name: "Store Manager" },
  { id: 3, name: "Shift supervisor" },
];

const north = { id: "5c1f0b7e4a2d4f8e9b6a7c3d2e1f0a91", name: "ООО «Северный пример»", inn: "7800000001" };
const ural = { id: "9d3e7a1c6b5f4d2e8a0c4b7f1e6d5a82", name: "ООО «Уральский пример»", inn: "6600000002" };
const south = { id: "2b8d4f6a0c1e4b3d9f7e5a6c8b0d1e73", name: "ИП Образцова М. А.", inn: "230000000003" };

/** A pizzeria in Moscow's time zone, where nothing else is said. */
export function unit(
  id: string,
  name: string,
  address: string,
  dailySales: number,
  details: Partial<DodoisUnit> & { organizationId: string },
): DodoisUnit {
  return {
    id,
    name,
    alias: name,
    address,
    businessId: "dodopizza",
    country: { id: "ru", code: 643 },
    utcOffset: 3,
    roleIds: [1],
    dailySales,
    averageCheck: details.businessId === "drinkit" ? 410 : 980,
    ...details,
  };
}

/** The people who can sign in to the imitated dodois.io. All of them, and their companies, are made up. */
export const dodoisPeople: DodoisPerson[] = [
  {
    id: "north",
    sub: "a4d0c6e18f3b4e7d9c2a5b6f7e8d9c01",
    givenName: "Анна",
    middleName: "Петровна",
    familyName: "Примерова",
    phone: "79000000001",
    email: "north@dodois.example",
    locale: "ru-RU",
    position: "Управляющая сетью · 4 пиццерии, Санкт-Петербург",
    organizations: [north],
    units: [
      unit(
        "1e5a7c3b9d2f4a6e8b0c1d3e5f7a9b10",
        "Санкт-Петербург 1-1",
        "Санкт-Петербург, Невский проспект, 100",
        312_000,
        { organizationId: north.id },
      ),
      unit(
        "2f6b8d4c0e3a4b7f9c1d2e4f6a8b0c21",
        "Санкт-Петербург 1-2",
        "Санкт-Петербург, Московский проспект, 45",
        268_000,
        { organizationId: north.id },
      ),
      unit(
        "3a7c9e5d1f4b4c8a0d2e3f5a7b9c1d32",
        "Санкт-Петербург 2-1",
        "Санкт-Петербург, улица Савушкина, 12",
        221_000,
        { organizationId: north.id },
      ),
      unit("4b8d0f6e2a5c4d9b1e3f4a6b8c0d2e43", "Мурино 1", "Мурино, бульвар Менделеева, 7", 184_000, {
        organizationId: north.id,
      }),
    ],
  },
  {
    id: "ural",
    sub: "b5e1d7f29a4c4f8e0d3b6c7a8f9e0d12",
    givenName: "Пётр",
    middleName: "Ильич",
    familyName: "Тестовый",
    phone: "79000000002",
    email: "ural@dodois.example",
    locale: "ru-RU",
    position: "Партнёр · 2 пиццерии и кофейня, Екатеринбург",
    organizations: [ural],
    units: [
      unit(
        "5c9e1a7f3b6d4e0c2f4a5b7c9d1e3f54",
        "Екатеринбург 1-1",
        "Екатеринбург, улица Малышева, 30",
        247_000,
        { organizationId: ural.id, utcOffset: 5 },
      ),
      unit(
        "6d0f2b8a4c7e4f1d3a5b6c8d0e2f4a65",
        "Екатеринбург 1-2",
        "Екатеринбург, улица Белинского, 83",
        203_000,
        { organizationId: ural.id, utcOffset: 5 },
      ),
      unit(
        "7e1a3c9b5d8f4a2e4b6c7d9e1f3a5b76",
        "Дринкит Екатеринбург 1",
        "Екатеринбург, проспект Ленина, 5",
        96_000,
        { organizationId: ural.id, utcOffset: 5, businessId: "drinkit" },
      ),
    ],
  },
  {
    id: "south",
    sub: "c6f2e8a30b5d4a9f1e4c7d8b9a0f1e23",
    givenName: "Мария",
    middleName: "Андреевна",
    familyName: "Образцова",
    phone: "79000000003",
    email: "south@dodois.example",
    locale: "ru-RU",
    position: "Управляющая пиццерией · Краснодар",
    organizations: [south],
    units: [
      unit("8f2b4d0c6e9a4b3f5c7d8e0f2a4b6c87", "Краснодар 1", "Краснодар, улица Красная, 122", 176_000, {
        organizationId: south.id,
        roleIds: [2, 3],
      }),
    ],
  },
];

export const stopIngredients = [
  "Моцарелла",
  "Томатный соус",
  "Пепперони",
  "Шампиньоны",
  "Сыр чеддер",
  "Тесто 35 см",
] as const;
export const stopProducts = [
  "Пепперони фреш",
  "Додстер",
  "Картофель из печи",
  "Четыре сыра",
  "Чизкейк",
] as const;
export const stopChannels = ["Delivery", "TakeAway", "Dine-in"] as const;
export const stopSectors = ["Центр", "Набережная", "Вокзал", "Университет"] as const;
export const stopReasons = [
  "Закончились запасы",
  "Не хватает курьеров",
  "Сбой оборудования",
  "Сильный снегопад",
] as const;
