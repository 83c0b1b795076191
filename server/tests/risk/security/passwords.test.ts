import { describe, expect, it } from 'vitest';
import { secretsIn } from './found.ts';

const password = 'Kq7mT2xz!';

describe('a password is found', () => {
  it.each([
    `password: ${password}`,
    `Password = ${password}`,
    `"password": "${password}"`,
    `'password' => '${password}',`,
    `$password = "${password}";`,
    `var password string = "${password}"`,
    `String password = "${password}";`,
    `password := "${password}"`,
    `const dbPassword = '${password}';`,
    `if (password == "${password}") {`,
    `if ("${password}" !== password) {`,
    `conn = connect(user="ops", password="${password}")`,
    `setPassword("${password}")`,
  ])('in code: %s', (text) => expect(secretsIn(text)).toContain(password));

  it.each([
    `DB_PASSWORD=${password}`,
    `# SMTP_PASS=${password}`,
    `spring.datasource.password=${password}`,
    `  POSTGRES_PASSWORD: "${password}"`,
    `<password>${password}</password>`,
    `<password>\n  ${password}\n</password>`,
    `<add key="DbPassword" value="${password}" />`,
    `variable "db_password" {\n  default = "${password}"\n}`,
    `- name: DB_PASSWORD\n  value: ${password}`,
    `machine git.acme-shop.io login ops password ${password}`,
    `db7.acme-shop.io:5432:app:svc:${password}`,
    `Server=db7;Database=app;User Id=svc;Password=${password};Encrypt=true`,
    `requirepass ${password}`,
    `network={ ssid="Office" psk="${password}" }`,
  ])('in settings: %s', (text) => expect(secretsIn(text).join()).toContain(password.slice(0, 8)));

  it.each([
    `mysql -u app -p${password} orders`,
    `sshpass -p ${password} ssh ops@10.2.0.9`,
    `psexec \\\\10.2.0.9 -u ops -p ${password} cmd`,
    `curl -u ops:${password} https://api.acme-shop.io`,
    `docker login -u ops -p ${password} registry.acme-shop.io`,
    `tool --password ${password}`,
    `CREATE USER app IDENTIFIED BY '${password}'`,
    `ALTER ROLE app PASSWORD '${password}'`,
    `postgres://app:${password}@db7.acme-shop.io/app`,
    `new NetworkCredential("ops", "${password}")`,
  ])('in commands and statements: %s', (text) => expect(secretsIn(text)).toContain(password));

  it.each([
    `my password is ${password}`,
    `the password for user 'ops' is '${password}'`,
    `the password ${password} does not work`,
    `we reset the password to ${password}`,
    `login: ops / ${password}`,
    `密码：${password}`,
    `密码是${password}`,
    `账号ops，密码${password}`,
    `root密码改成了${password}`,
    `登录密码 ${password}`,
    `账号：ops/${password}`,
    `Passwort: ${password}`,
    `contraseña: ${password}`,
    `mot de passe : ${password}`,
    `пароль: ${password}`,
    `パスワード：${password}`,
    `| Admin password | ${password} |`,
    `user,password\nops,${password}\nben,Rw4pL9tv`,
  ])('in what people write: %s', (text) => expect(secretsIn(text)).toContain(password));

  it('though it is a plain word, where the place says plainly that it is one', () => {
    for (const text of [
      'REACT_APP_PASS=trombone',
      '$password = "trombone"',
      "The default password is 'trombone'",
      '<password>trombone</password>',
      'psexec \\\\10.2.0.9 -u ops -p trombone cmd',
    ])
      expect(secretsIn(text), text).toEqual(['trombone']);
  });

  it('alone, without the words around it', () => {
    expect(secretsIn(`{"user":"ops","password":"${password}","host":"db7"}`)).toEqual([password]);
    expect(secretsIn(`password=${password}&user=ops`)).toEqual([password]);
  });
});

describe('nothing is found', () => {
  it.each([
    'password: string;',
    'password?: string | undefined',
    'password: password,',
    'const password = await prompt("Password: ");',
    'password = os.environ["DB_PASSWORD"]',
    'password = options.credentials?.password;',
    'password=args.password, user=args.user',
    'self.password = hash_password(password)',
    'user.password.length >= 12',
    'passwordField: "#login-form2"',
    'export PGPASSWORD="$db_password"',
    'password: "${DB_PASSWORD}"',
    'password: {{ vault_password2 }}',
    'password: %(db_password)s',
    '<%= ENV["DB_PASSWORD"] %>',
    'bypass: true1',
    'pass: 45, fail: 3',
    'PWD=/srv/app1',
    'Pass `telemetry: false` to switch it off',
    "CREATE ROLE name PASSWORD 'string'",
  ])('in code: %s', (text) => expect(secretsIn(text)).toEqual([]));

  it.each([
    'password: ********',
    'password=<your password>',
    'Password=password;',
    'postgres://user:password@localhost:5432/db',
    'https://me:secret@host.example/',
    'password: changeme',
    '"password": "Passwort"',
    '"password": "Enter your password"',
    '<input type="password" name="password" placeholder="Password" autocomplete="current-password">',
    'How should I store passwords? Is bcrypt with cost 12 fine?',
    'the password hash is SHA256',
    '请输入密码：',
    '密码是必填项',
    '忘记密码请联系管理员',
    'mysql -u app -p orders',
    'docker run -u 1000:1000 app',
  ])('in documentation and forms: %s', (text) => expect(secretsIn(text)).toEqual([]));
});
