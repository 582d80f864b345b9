export const shopStyle = `
:root { --paper: #fbf7f1; --card: #fff; --ink: #2f2a26; --quiet: #75695f; --edge: #e9dfd2; --accent: #b5562f; --stage: #f3eadd; color-scheme: light dark; }
@media (prefers-color-scheme: dark) { :root { --paper: #1d1a18; --card: #282421; --ink: #f1e9e0; --quiet: #b3a698; --edge: #3b342f; --accent: #e58f68; --stage: #332d28; } }
* { box-sizing: border-box; margin: 0; }
body { background: var(--paper); color: var(--ink); font: 16px/1.55 Georgia, 'Noto Serif', 'Liberation Serif', serif; }
a { color: inherit; text-decoration: none; }
.strip { background: var(--accent); color: #fff; text-align: center; font-size: 13px; padding: 6px 16px; }
@media (prefers-color-scheme: dark) { .strip { background: #8c4325; } }
header { max-width: 1120px; margin: 0 auto; padding: 22px 24px 14px; display: flex; align-items: center; gap: 28px; flex-wrap: wrap; }
.brand { font-size: 26px; letter-spacing: .01em; font-weight: 700; }
.brand small { display: block; font-size: 12px; font-weight: 400; color: var(--quiet); letter-spacing: .02em; }
nav { display: flex; gap: 22px; flex: 1; flex-wrap: wrap; }
nav a:hover, .other:hover { color: var(--accent); }
.tools { display: flex; gap: 14px; align-items: center; }
.tools input { border: 1px solid var(--edge); background: var(--card); color: inherit; font: inherit; font-size: 14px; border-radius: 18px; padding: 6px 14px; width: 190px; }
.basket { border: 1px solid var(--edge); border-radius: 18px; padding: 6px 14px; font-size: 14px; }
.other { font-size: 14px; color: var(--quiet); }
main { max-width: 1120px; margin: 0 auto; padding: 0 24px 40px; }
.hero { background: var(--stage); border-radius: 22px; padding: 48px; display: grid; grid-template-columns: 1.2fr 1fr; gap: 24px; align-items: center; margin: 8px 0 36px; }
.hero h1 { font-size: 42px; line-height: 1.15; margin-bottom: 14px; text-wrap: balance; }
.hero p { color: var(--quiet); max-width: 46ch; margin-bottom: 22px; }
.hero svg { width: 100%; max-height: 260px; }
.button { display: inline-block; background: var(--accent); color: #fff; border: 0; border-radius: 24px; padding: 11px 24px; font: inherit; cursor: pointer; }
@media (prefers-color-scheme: dark) { .button { color: #241307; } }
h2 { font-size: 26px; margin-bottom: 18px; }
.goods { display: grid; grid-template-columns: repeat(auto-fill, minmax(220px, 1fr)); gap: 20px; margin-bottom: 40px; }
.good { background: var(--card); border: 1px solid var(--edge); border-radius: 16px; overflow: hidden; display: flex; flex-direction: column; }
.good svg { width: 100%; background: var(--stage); padding: 14px; }
.good div { padding: 14px 16px 16px; display: grid; gap: 2px; flex: 1; }
.good h3 { font-size: 17px; }
.good p { color: var(--quiet); font-size: 14px; }
.buy { display: flex; justify-content: space-between; align-items: center; margin-top: 12px; }
.buy b { font-variant-numeric: tabular-nums; }
.buy button { border: 1px solid var(--accent); color: var(--accent); background: none; border-radius: 18px; padding: 6px 14px; font: inherit; font-size: 14px; cursor: pointer; }
.promises { display: grid; grid-template-columns: repeat(auto-fit, minmax(220px, 1fr)); gap: 20px; border-top: 1px solid var(--edge); padding-top: 28px; }
.promises p, footer { color: var(--quiet); font-size: 14px; }
footer { max-width: 1120px; margin: 0 auto; padding: 20px 24px 110px; border-top: 1px solid var(--edge); }
@media (max-width: 720px) { .hero { grid-template-columns: 1fr; padding: 28px; } .hero h1 { font-size: 31px; } .tools input { display: none; } header { gap: 14px; justify-content: space-between; } nav { order: 3; flex-basis: 100%; flex-wrap: nowrap; overflow-x: auto; gap: 18px; } }
`;
