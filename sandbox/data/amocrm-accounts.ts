export interface AmocrmUser {
  id: number;
  name: string;
  email: string;
  isAdmin: boolean;
}

export interface AmocrmAccount {
  id: number;
  subdomain: string;
  name: string;
  timezone: string;
  createdAt: number;
  /** The first one is who signs in. */
  users: [AmocrmUser, ...AmocrmUser[]];
  pipelines: { id: number; name: string; stages: [string, ...string[]] }[];
}

/** The accounts of the imitated amoCRM. All companies and people are made up. */
export const amocrmAccounts: AmocrmAccount[] = [
  {
    id: 30_112_233,
    subdomain: "pizzanorth",
    name: "Пицца Север",
    timezone: "Europe/Moscow",
    createdAt: 1_640_000_000,
    users: [
      { id: 7_801_001, name: "Анна Примерова", email: "north@amocrm.example", isAdmin: true },
      { id: 7_801_002, name: "Олег Продажный", email: "oleg@amocrm.example", isAdmin: false },
      { id: 7_801_003, name: "Вера Звонкова", email: "vera@amocrm.example", isAdmin: false },
    ],
    pipelines: [
      {
        id: 4_501_001,
        name: "Корпоративные заказы",
        stages: ["Первичный контакт", "Переговоры", "Согласование меню", "Ожидаем оплату"],
      },
      { id: 4_501_002, name: "Франшиза", stages: ["Заявка", "Знакомство", "Договор"] },
    ],
  },
  {
    id: 30_112_244,
    subdomain: "pizzaural",
    name: "Пицца Урал",
    timezone: "Asia/Yekaterinburg",
    createdAt: 1_660_000_000,
    users: [
      { id: 7_802_001, name: "Пётр Тестовый", email: "ural@amocrm.example", isAdmin: true },
      { id: 7_802_002, name: "Инна Заметкина", email: "inna@amocrm.example", isAdmin: false },
    ],
    pipelines: [{ id: 4_502_001, name: "Банкеты и праздники", stages: ["Заявка", "Расчёт", "Предоплата"] }],
  },
  {
    id: 30_112_255,
    subdomain: "pizzasouth",
    name: "Пицца Юг",
    timezone: "Europe/Moscow",
    createdAt: 1_690_000_000,
    users: [
      { id: 7_803_001, name: "Мария Образцова", email: "south@amocrm.example", isAdmin: false },
      { id: 7_803_002, name: "Семён Настройкин", email: "semyon@amocrm.example", isAdmin: true },
    ],
    pipelines: [{ id: 4_503_001, name: "Воронка", stages: ["Неразобранное", "В работе"] }],
  },
];

export const leadSubjects = [
  "Обеды для офиса",
  "День рождения",
  "Корпоратив",
  "Поставка в коворкинг",
  "Школьный праздник",
  "Открытие магазина",
] as const;
