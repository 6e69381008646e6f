/** The same call in the languages of older clients. */
export function examples(base: string): { language: string; code: string }[] {
  const url = `${base}/getToken`;
  return [
    {
      language: "curl",
      code: `curl -X GET ${url} \\
  -H 'Content-Type: application/json' \\
  -d '{"login": "real_user_01", "password": "Qwerty123"}'`,
    },
    {
      language: "Python",
      code: `import requests

answer = requests.get(
    "${url}",
    json={"login": "real_user_01", "password": "Qwerty123"},
    timeout=30,
)
answer.raise_for_status()
token = answer.json()["token"]`,
    },
    {
      language: "PHP",
      code: `$request = curl_init('${url}');
curl_setopt_array($request, [
    CURLOPT_CUSTOMREQUEST => 'GET',
    CURLOPT_POSTFIELDS => json_encode(['login' => 'real_user_01', 'password' => 'Qwerty123']),
    CURLOPT_HTTPHEADER => ['Content-Type: application/json'],
    CURLOPT_RETURNTRANSFER => true,
    CURLOPT_TIMEOUT => 30,
]);
$token = json_decode(curl_exec($request), true)['token'];`,
    },
  ];
}
