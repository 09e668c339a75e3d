"""Invented names, drawn from the many places that English families come from."""

FIRST_WOMEN = (
    "Aisha Amelia Ana Asma Bronwen Chloe Deborah Elena Emma Fatima Grace Hannah Ines Jade Joanna"
    " Kasia Kelly Layla Leanne Lucy Magda Maryam Megan Mei Nadia Naomi Niamh Oksana Paula Priya"
    " Rachel Rosa Sadia Samira Shanice Sophie Tanya Temi Wiktoria Yasmin Zainab Zoe"
).split()
FIRST_MEN = (
    "Aaron Adam Ahmed Andrei Ben Callum Chen Connor Daniel Darren David Emeka Farhan Gareth Hamza"
    " Ibrahim Ioan Jack Jamal James Jordan Karol Kofi Lee Liam Luca Marcus Matthew Mohammed Nathan"
    " Omar Patrick Pawel Raj Ryan Sam Scott Stefan Tariq Thomas Usman Viktor Yusuf Zac"
).split()
FIRST_CHILDREN = (
    "Aaliyah Adam Alfie Amara Anya Archie Ava Ayaan Bella Charlie Daisy Dylan Ella Ellis Eva Ezra"
    " Finley Freya George Harper Ibrahim Isla Ivy Jacob Kai Leo Lily Lola Maja Maya Mia Musa Nia"
    " Noah Nora Oliver Olivia Oscar Poppy Reuben Riley Rosie Sofia Theo Tommy Yusra Zara Zofia"
).split()
LAST = (
    "Abbott Adeyemi Ahmed Akhtar Allen Asante Bailey Barker Begum Bennett Bibi Booth Brennan Brown"
    " Carter Chaudhry Clarke Cole Cooper Costa Cunningham Davies Diaz Dobson Doyle Edwards Ellison"
    " Evans Farooq Fletcher Ford Gallagher Garner Gibson Green Hall Hassan Haynes Hill Holt Hughes"
    " Hussain Iqbal Ionescu Jackson James Jankowski Johnson Jones Kaur Kelly Khan King Kowalski"
    " Kumar Lawson Lee Lewis Li Lowe Mahmood Marsh Mensah Mistry Mitchell Moore Morgan Moyo Murphy"
    " Nguyen Nowak Oakley Obi Osei Parker Patel Pearce Popescu Powell Price Quinn Rahman Reid"
    " Riley Roberts Rossi Saleh Shah Sharma Shaw Silva Singh Smith Stone Sutton Taylor Thomas"
    " Tran Turner Walker Walsh Ward Watson White Williams Wilson Wood Wright Wu Young Zielinski"
).split()
