; Inno Setup script: a per-user installation that needs no administrator. Called by installers/build.py with /DVersion.
[Setup]
AppId={{7C0B7C53-6B0E-4D0E-9D53-0C9B1B2F7A11}
AppName=集客工作台 Jike Workbench
AppVersion={#Version}
AppPublisher=The Jike Workbench developers
DefaultDirName={autopf}\Jike Workbench
DefaultGroupName=Jike Workbench
PrivilegesRequired=lowest
ArchitecturesInstallIn64BitMode=x64compatible
OutputDir=..\..\dist
OutputBaseFilename=jike-workbench-{#Version}-windows
Compression=lzma2
SolidCompression=yes
LicenseFile=..\..\LICENSE

[Files]
Source: "..\..\dist\jike-workbench\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[Icons]
Name: "{group}\集客工作台"; Filename: "{app}\jike.exe"
Name: "{autodesktop}\集客工作台"; Filename: "{app}\jike.exe"

[Run]
Filename: "{app}\jike.exe"; Description: "集客工作台"; Flags: postinstall nowait skipifsilent
