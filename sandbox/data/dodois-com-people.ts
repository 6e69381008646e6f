import { type DodoisPerson, unit } from "./dodois-people";

const spree = { id: "a1c3e5f7092b4d6f8a0c2e4f6b8d0a15", name: "Beispiel Gastro GmbH", inn: "DE000000001" };
const gulf = {
  id: "b2d4f6a8103c4e7a9b1d3f5a7c9e1b26",
  name: "Sample Restaurants LLC",
  inn: "100000000000003",
};

const germany = {
  country: { id: "de", code: 276 },
  utcOffset: 1,
  averageCheck: 22,
  organizationId: spree.id,
};
const emirates = {
  country: { id: "ae", code: 784 },
  utcOffset: 4,
  averageCheck: 75,
  organizationId: gulf.id,
};

/** The people of the imitated dodois.com, made up like those of dodois.io. */
export const dodoisComPeople: DodoisPerson[] = [
  {
    id: "spree",
    sub: "d7a3f9b41c6e4b0a2f5d8e9c0b1a2f34",
    givenName: "Erika",
    middleName: "",
    familyName: "Beispiel",
    phone: "490000000001",
    email: "spree@dodois.example",
    locale: "de-DE",
    position: "Партнёр · 2 пиццерии, Берлин",
    organizations: [spree],
    units: [
      unit("9a3c5e1d7f0b4c4a6d8e9f1a3b5c7d98", "Berlin 1-1", "Berlin, Torstraße 60", 2_900, germany),
      unit("0b4d6f2e8a1c4d5b7e9f0a2b4c6d8ea9", "Berlin 1-2", "Berlin, Karl-Marx-Straße 12", 2_300, germany),
    ],
  },
  {
    id: "gulf",
    sub: "e8b4a0c52d7f4c1b3a6e9f0d1c2b3a45",
    givenName: "Omar",
    middleName: "",
    familyName: "Sample",
    phone: "971000000002",
    email: "gulf@dodois.example",
    locale: "en-AE",
    position: "Управляющий · пиццерия и кофейня, Дубай",
    organizations: [gulf],
    units: [
      unit("1c5e7a3f9b2d4e6c8f0a1b3c5d7e9fb0", "Dubai 1-1", "Dubai, Al Wasl Road 5", 9_800, emirates),
      unit("2d6f8b4a0c3e4f7d9a1b2c4d6e8f0ac1", "Drinkit Dubai 1", "Dubai, Marina Walk 2", 6_100, {
        ...emirates,
        businessId: "drinkit",
        averageCheck: 32,
      }),
    ],
  },
];
