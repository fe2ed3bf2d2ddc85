"use strict";

const vscode = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

let client;

function start() {
  const command = vscode.workspace.getConfiguration("submission").get("command");
  client = new LanguageClient(
    "submission",
    "Submission Toolchain",
    { command, args: ["lsp"] },
    {
      documentSelector: [{ scheme: "file", language: "markdown" }],
      initializationOptions: { trusted: vscode.workspace.isTrusted },
      synchronize: {
        // Files beside a source that change its findings.
        fileEvents: vscode.workspace.createFileSystemWatcher("**/*.{json,bib,yaml,yml,toml,png,jpg,j2}"),
      },
    },
  );
  return client.start().catch((error) => {
    vscode.window.showErrorMessage(
      `“${command} lsp” could not be started: ${error.message}. Its path can be set as “submission.command”.`,
    );
  });
}

async function restart() {
  await deactivate();
  await start();
}

function activate(context) {
  context.subscriptions.push(
    vscode.commands.registerCommand("submission.restart", restart),
    vscode.workspace.onDidGrantWorkspaceTrust(restart),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("submission.command")) {
        restart();
      }
    }),
  );
  return start();
}

async function deactivate() {
  const last = client;
  client = undefined;
  if (last && last.isRunning()) {
    await last.stop();
  }
}

module.exports = { activate, deactivate };
