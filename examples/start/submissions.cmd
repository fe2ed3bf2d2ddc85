@if not exist "%USERPROFILE%\Documents\Submissions" mkdir "%USERPROFILE%\Documents\Submissions"
@cd /d "%USERPROFILE%\Documents\Submissions" && "%USERPROFILE%\.local\bin\submission.exe" preview || pause
